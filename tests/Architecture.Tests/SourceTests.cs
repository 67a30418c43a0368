using System.Text.RegularExpressions;

namespace Attestry.Architecture.Tests;

/// <summary>What no source file may hold.</summary>
public sealed partial class SourceTests
{
    private static readonly IReadOnlyList<(string Path, string Text)> Sources =
    [
        .. from folder in new[] { "shared", "services", "tests" }
           from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
           where !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")
           select (Path.GetRelativePath(Repository.Root, path), File.ReadAllText(path)),
    ];

    [Fact]
    public void Nothing_is_left_for_later()
    {
        Sources.Count.ShouldBeGreaterThan(150);
        Sources.Where(source => Unfinished().IsMatch(source.Text)).Select(source => source.Path).ShouldBeEmpty();
    }

    [Fact]
    public void No_test_is_skipped() =>
        Sources.Where(source => Skipped().IsMatch(source.Text)).Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void Namespaces_are_file_scoped() =>
        Sources.Where(source => BlockNamespace().IsMatch(source.Text)).Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void Every_consumer_has_its_definition_and_no_two_share_a_queue()
    {
        var consumers = Sources.Where(source => source.Path.StartsWith("services", StringComparison.Ordinal) && Consumer().IsMatch(source.Text)).ToList();
        consumers.Count.ShouldBeGreaterThanOrEqualTo(2);
        var definitions = Sources.SelectMany(source => Definition().Matches(source.Text).Select(match => match.Groups[1].Value)).ToList();
        consumers.SelectMany(source => Consumer().Matches(source.Text)).Select(match => match.Groups[1].Value).Except(definitions).ShouldBeEmpty();
        Sources.Where(source => source.Path.StartsWith("services", StringComparison.Ordinal))
            .SelectMany(source => EndpointName().Matches(source.Text)).Select(match => match.Groups[1].Value).ShouldBeUnique();
    }

    // Written apart, so that this file does not find itself.
    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b|NotImplemented" + @"Exception")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\[(Fact|Theory)\([^\]]*\bSkip\s*=")]
    private static partial Regex Skipped();

    [GeneratedRegex(@"^namespace [\w.]+\s*\{", RegexOptions.Multiline)]
    private static partial Regex BlockNamespace();

    [GeneratedRegex(@"class (\w+)[^{;]*:[^{;]*\bIConsumer<")]
    private static partial Regex Consumer();

    [GeneratedRegex(@"ConsumerDefinition<(\w+)>")]
    private static partial Regex Definition();

    [GeneratedRegex(@"EndpointName = ""([^""]+)""")]
    private static partial Regex EndpointName();
}
