using System.Text;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Ima;

/// <summary>One entry of an integrity measurement list.</summary>
public sealed class ImaEntry
{
    /// <summary>The name that the template <c>ima</c> hashes is padded to so many bytes (IMA_EVENT_NAME_LEN_MAX + 1).</summary>
    private const int LegacyNameBytes = 256;

    /// <summary>Which PCR it extended; 10 unless configured otherwise.</summary>
    public required int Pcr { get; init; }

    /// <summary>As logged: of the list's template hash, SHA-1 in all but the newest kernels. All zeros, or all ones, for a violation.</summary>
    public required ReadOnlyMemory<byte> TemplateHash { get; init; }

    /// <summary><c>ima-ng</c>.</summary>
    public required string TemplateName { get; init; }

    /// <summary>What is hashed: for all templates but <c>ima</c>, each field with its length before it.</summary>
    public required ReadOnlyMemory<byte> TemplateData { get; init; }

    /// <summary>Null when the template is not known.</summary>
    public ImaTemplate? Template { get; init; }

    /// <summary>Of the file, or buffer, that was measured. Null when there is none, as in a violation.</summary>
    public ImaDigest? FileDigest { get; init; }

    /// <summary>The file's path in its mount namespace, or an event's name such as <c>boot_aggregate</c>.</summary>
    public string Path { get; init; } = "";

    /// <summary>security.ima; empty when not signed.</summary>
    public ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>
    /// The file has a signature of its own content. The field may also hold EVM's portable signature (type 5), which is over the
    /// file's metadata: that is none.
    /// </summary>
    public bool IsSigned => Signature.Span is [3 or 6, ..];

    /// <summary>Of <c>ima-buf</c>.</summary>
    public ReadOnlyMemory<byte> Buffer { get; init; }

    /// <summary>PKCS#7 of an appended signature.</summary>
    public ReadOnlyMemory<byte> ModuleSignature { get; init; }

    /// <summary>What an appended signature signs: the file without it.</summary>
    public ImaDigest? ModuleDigest { get; init; }

    /// <summary>Time of check and time of use differ: the file was open for writing while it was measured. Nothing proves what such an entry says.</summary>
    public bool IsViolation => !TemplateHash.Span.ContainsAnyExcept((byte)0) || !TemplateHash.Span.ContainsAnyExcept((byte)0xFF);

    public bool IsBootAggregate => Path == "boot_aggregate";

    /// <summary>The hash of the content, which the log states in one algorithm and each bank of PCRs was extended with in its own.</summary>
    /// <param name="destination">Of the hash's size.</param>
    public void ComputeTemplateHash(TpmHash hash, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(hash);
        if (Template != ImaTemplate.Ima)
        {
            hash.Hash(TemplateData.Span, destination);
            return;
        }
        // TemplateData of "ima": 20 bytes of digest, four of length, the name.
        Span<byte> padded = stackalloc byte[ImaEntryReader.LegacyDigestBytes + LegacyNameBytes];
        padded.Clear();
        TemplateData.Span[..ImaEntryReader.LegacyDigestBytes].CopyTo(padded);
        TemplateData.Span[(ImaEntryReader.LegacyDigestBytes + 4)..].CopyTo(padded[ImaEntryReader.LegacyDigestBytes..]);
        hash.Hash(padded, destination);
    }

    /// <summary>The line of <c>ascii_runtime_measurements</c> up to the path, for messages.</summary>
    public override string ToString() =>
        new StringBuilder().Append(Pcr).Append(' ').Append(Convert.ToHexStringLower(TemplateHash.Span)).Append(' ').Append(TemplateName)
            .Append(' ').Append(FileDigest).Append(' ').Append(Path).ToString();
}
