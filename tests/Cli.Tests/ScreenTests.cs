using Attestry.Cli.Output;
using Attestry.Primitives.Findings;

namespace Attestry.Cli.Tests;

public sealed class ScreenTests
{
    private static readonly string[] Headers = ["ID", "MESSAGE"];

    private static readonly IReadOnlyList<string>[] Rows = [[PolicyFindings.PackageDenied, string.Join(' ', Enumerable.Repeat("long", 60))]];

    [Fact]
    public void A_terminal_gets_frames_and_whole_ids()
    {
        var shown = Show(ansi: true);
        shown.ShouldContain("│");
        shown.ShouldContain(PolicyFindings.PackageDenied);
        shown.Split('\n').Length.ShouldBeGreaterThan(6);
    }

    [Fact]
    public void Everything_else_gets_a_line_for_each_row()
    {
        var lines = Show(ansi: false).TrimEnd().Split('\n');
        lines.Length.ShouldBe(2);
        lines[0].ShouldBe("ID                     MESSAGE");
        lines[1].ShouldBe($"{PolicyFindings.PackageDenied}  {Rows[0][1]}");
    }

    private static string Show(bool ansi)
    {
        using var writer = new StringWriter();
        new Screen(writer, ansi).Show(Headers, Rows);
        return writer.ToString();
    }
}
