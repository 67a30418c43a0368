using Attestry.Rego.Formatting;
using Attestry.Rego.Syntax;
using Attestry.Rego.Tests.Conformance;

namespace Attestry.Rego.Tests.Formatting;

/// <summary>Whatever is formatted says what it said, and is not changed by formatting it again.</summary>
public class FormattingCorpusTests
{
    [Theory]
    [InlineData("rego/v1", RegoVersion.V1)]
    [InlineData("rego/v0", RegoVersion.V0)]
    public void Keeps_the_meaning_of_every_module_and_is_done_after_once(string folder, RegoVersion version)
    {
        if (Corpora.Path(folder) is not { } path)
            return;
        var options = new FormatOptions { Version = version };
        var wrong = new List<string>();
        var count = 0;
        foreach (var source in ConformanceCase.Read(path, version).SelectMany(c => c.Modules).Distinct())
        {
            if (!TryParse(source, version, out var before))
                continue;
            count++;
            var formatted = RegoFormatter.Format(source, "", options);
            if (SyntaxText.Of(before) != SyntaxText.Of(RegoParser.ParseModule(formatted, "", version)))
                wrong.Add($"other meaning:\n{source}\n--- became ---\n{formatted}");
            if (RegoFormatter.Format(formatted, "", options) != formatted)
                wrong.Add($"not done:\n{formatted}\n--- became ---\n{RegoFormatter.Format(formatted, "", options)}");
        }

        count.ShouldBeGreaterThan(500);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Rewrites_v0_modules_so_that_both_versions_read_them_alike()
    {
        if (Corpora.Path("rego/v0") is not { } path)
            return;
        var count = 0;
        var refused = 0;
        foreach (var source in ConformanceCase.Read(path, RegoVersion.V0).SelectMany(c => c.Modules).Distinct())
        {
            if (!TryParse(source, RegoVersion.V0, out _))
                continue;
            count++;
            try
            {
                var both = RegoFormatter.Format(source, "", new() { Version = RegoVersion.V0, Both = true });
                RegoFormatter.Format(both).ShouldBe(both);
                RegoFormatter.Format(both, "", new() { Version = RegoVersion.V0 }).ShouldBe(both);
            }
            catch (RegoException)
            {
                // A variable named `if` or `contains`, for one.
                refused++;
            }
        }

        count.ShouldBeGreaterThan(500);
        (refused * 20).ShouldBeLessThan(count);
    }

    [Fact]
    public void Keeps_every_comment_wherever_it_stands()
    {
        if (Corpora.Path("rego/v1") is not { } path)
            return;
        var count = 0;
        foreach (var source in ConformanceCase.Read(path, RegoVersion.V1).SelectMany(c => c.Modules).Distinct().Where(s => !s.Contains('`', StringComparison.Ordinal)))
        {
            // A comment above and at the end of every line.
            var lines = source.Split('\n').SelectMany((line, i) => new[] { $"# <{i}>", line.Contains('#', StringComparison.Ordinal) ? line : $"{line} # [{i}]" });
            var commented = string.Join('\n', lines);
            if (!TryParse(commented, RegoVersion.V1, out var before))
                continue;
            count++;
            var formatted = RegoFormatter.Format(commented);
            var after = RegoParser.ParseModule(formatted);
            SyntaxText.Of(after with { Comments = [] }).ShouldBe(SyntaxText.Of(before with { Comments = [] }), formatted);
            foreach (var comment in before.Comments)
                formatted.Split("#" + comment.Text).Length.ShouldBe(commented.Split("#" + comment.Text).Length, formatted);
            RegoFormatter.Format(formatted).ShouldBe(formatted);
        }
        count.ShouldBeGreaterThan(300);
    }

    private static bool TryParse(string source, RegoVersion version, out PolicyModule module)
    {
        try
        {
            module = RegoParser.ParseModule(source, "", version);
            return true;
        }
        catch (RegoException)
        {
            module = null!;
            return false;
        }
    }
}
