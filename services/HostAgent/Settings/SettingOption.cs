using System.CommandLine;

namespace Attestry.HostAgent.Settings;

/// <summary>A setting: what was typed, or else a variable, or else what is usual.</summary>
internal sealed class SettingOption
{
    internal SettingOption(string name, string variable, string helpName, string description, string? usual = null)
    {
        (Variable, Usual) = (variable, usual);
        Option = new Option<string?>(name)
        {
            HelpName = helpName,
            Description = $"{description} [{variable}{(usual is null ? "" : $"; {usual}")}]",
        };
    }

    internal Option<string?> Option { get; }

    internal string Name => Option.Name;

    internal string Variable { get; }

    internal string? Usual { get; }

    internal string? Read(ParseResult parsed, Terminal terminal) =>
        parsed.GetValue(Option) is { Length: > 0 } typed ? typed : terminal.Environment(Variable) is { Length: > 0 } set ? set : Usual;
}
