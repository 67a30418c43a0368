using System.CommandLine;

namespace Attestry.Cli.Policies;

/// <summary>The names that <c>--format</c> takes at these commands; they are OPA's.</summary>
internal static class PolicyFormat
{
    internal const string Json = "json";

    internal const string Pretty = "pretty";

    internal const string Raw = "raw";

    internal const string Values = "values";

    internal const string Bindings = "bindings";

    /// <param name="formats">Those that the command has; the first is what it does unasked.</param>
    internal static Option<string> Option(params string[] formats)
    {
        var option = new Option<string>("--format", "-f") { HelpName = "FORMAT", Description = $"{string.Join(", ", formats[..^1])} or {formats[^1]}.", DefaultValueFactory = _ => formats[0] };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }
}
