using Attestry.TestKit.Tpm;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Protocol;

namespace Attestry.MeasurementCollector.Tests;

internal static class ListParts
{
    /// <summary>What an agent sends of the list: whole entries, at least one, and no more bytes than it may.</summary>
    public static ImaIncrement Part(this TestImaLog log, long offset, int mostBytes) => Of(log.Binary, offset, mostBytes);

    /// <inheritdoc cref="Part"/>
    public static ImaIncrement Of(byte[] list, long offset, int mostBytes)
    {
        var rest = list.AsMemory((int)offset);
        if (rest.Length <= mostBytes)
            return new(ImaFormat.Binary, offset, rest);
        var (reader, end) = (new ImaBinaryReader(new MemoryStream(rest.ToArray())), 0L);
        while (reader.Read() is not null && (end == 0 || reader.Offset <= mostBytes))
            end = reader.Offset;
        return new(ImaFormat.Binary, offset, rest[..(int)end]) { More = true };
    }
}
