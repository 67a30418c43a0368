using System.CommandLine;
using Attestry.Cli.Policies;

namespace Attestry.Cli.Commands.Policies;

/// <summary>An option that takes a duration.</summary>
internal static class DurationOption
{
    internal static Option<TimeSpan?> Create(string name, string description) => new(name)
    {
        HelpName = "DURATION",
        Description = $"{description} For example 500ms, 2s, 1m.",
        CustomParser = result =>
        {
            if (GoDuration.TryParse(result.Tokens[0].Value, out var duration))
                return duration;
            result.AddError($"'{result.Tokens[0].Value}' is no duration; write for example 500ms, 2s, 1m.");
            return null;
        },
    };
}
