using Attestry.Primitives.Limits;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Protocol;

namespace Attestry.HostAgent.Host;

/// <summary>The kernel's integrity measurement list, which only grows until the host boots again.</summary>
internal sealed class ImaList(string path)
{
    /// <param name="from">A length that it had earlier in this boot; 0 if none is known. The kernel makes the list anew for each reading.</param>
    /// <returns>In bytes; null when the kernel keeps no list.</returns>
    internal long? Length(long from)
    {
        if (KernelFile.Length(path, from) is not { } length)
            return null;
        // A list that is shorter than it was is another one.
        return length == from && from > 0 ? KernelFile.Length(path, 0) : length;
    }

    /// <param name="offset">After an entry; 0 for the list from its begin.</param>
    /// <param name="mostBytes">What does not fit is <see cref="ImaIncrement.More"/>, but one entry is always whole.</param>
    /// <returns>Null when the kernel keeps no list.</returns>
    /// <exception cref="AgentException">It may not be read, or is no such list from that offset on.</exception>
    internal ImaIncrement? Read(long offset, int mostBytes)
    {
        var (bytes, more) = KernelFile.ReadFrom(path, offset, Math.Max(mostBytes, TpmLimits.ImaTemplateBytes));
        if (bytes is null)
            return null;
        var reader = new ImaBinaryReader(new MemoryStream(bytes));
        var end = 0L;
        for (; reader.Read() is not null; end = reader.Offset)
            if (end > 0 && reader.Offset > mostBytes)
            {
                more = true;
                break;
            }
        // The last entry may be cut off by the bound; otherwise the kernel writes whole ones only.
        return end > 0 || bytes.Length == 0
            ? new(ImaFormat.Binary, offset, bytes.AsMemory(0, (int)end)) { More = more }
            : throw new AgentException($"{path} holds no entry at byte {offset}.", "Check the setting of the list, and that it is the binary one.");
    }
}
