using System.Text;
using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Catalogers;

/// <summary><c>Name: value</c>, the line of Debian control files (deb822) and of Python's core metadata.</summary>
internal readonly ref struct HeaderLine
{
    public ReadOnlySpan<byte> Name { get; private init; }

    public ReadOnlySpan<byte> Value { get; private init; }

    /// <summary>False for continuation lines, blank lines and whatever has no colon.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out HeaderLine header)
    {
        header = default;
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[0] is (byte)' ' or (byte)'\t' or (byte)'#')
            return false;
        header = new() { Name = line[..colon], Value = line[(colon + 1)..].Trim(" \t"u8) };
        return true;
    }

    public bool Is(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(Name, name);

    /// <summary>The value as text; an overlong one is cut behind the limit, so that whoever takes it sees that it is too long.</summary>
    public string Text => Cut(Value);

    internal static string Cut(ReadOnlySpan<byte> value) =>
        Encoding.UTF8.GetString(value.Length <= SbomLimits.FieldCharacters * 4 ? value : value[..(SbomLimits.FieldCharacters * 4)]);
}
