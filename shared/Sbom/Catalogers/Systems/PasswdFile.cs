using System.Globalization;

namespace Attestry.Sbom.Catalogers.Systems;

/// <summary>Names of users to their numbers (passwd(5)), so that an image's configured user can be judged.</summary>
internal static class PasswdFile
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            var fields = HeaderLine.Cut(line).Split(':', 4);
            if (fields.Length == 4 && long.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var uid))
                found.Fact(fields[0], uid.ToString(CultureInfo.InvariantCulture));
        }
    }
}
