using System.CommandLine;

namespace Attestry.Cli.Output;

/// <summary>The names that <c>--format</c> takes.</summary>
internal static class OutputFormat
{
    internal const string Table = "table";

    internal const string Json = "json";

    internal const string Spdx = "spdx";

    internal const string Spdx3 = "spdx3";

    internal const string CycloneDx = "cyclonedx";

    internal const string Sarif = "sarif";

    internal const string Pem = "pem";

    /// <param name="formats">Those that the command has; the first is what it does unasked.</param>
    internal static Option<string> Option(params string[] formats)
    {
        var option = new Option<string>("--format") { HelpName = "FORMAT", Description = $"{string.Join(", ", formats[..^1])} or {formats[^1]}.", DefaultValueFactory = _ => formats[0] };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }
}
