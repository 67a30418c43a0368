using System.Text.Json;

namespace Attestry.Cli.Tests;

/// <summary>What a run came to.</summary>
internal sealed record CommandResult(int Code, string Out, string Error)
{
    internal JsonElement Json() => JsonDocument.Parse(Out).RootElement;

    /// <summary>The run failed to answer, in one line that holds all of <paramref name="parts"/>.</summary>
    internal void ShouldBeError(params IReadOnlyList<string> parts)
    {
        Code.ShouldBe(ExitCode.Error, Error);
        Out.ShouldBeEmpty();
        var line = Error.TrimEnd('\n');
        line.ShouldNotContain('\n');
        line.ShouldStartWith("attestry: ");
        foreach (var part in parts)
            line.ShouldContain(part);
    }
}
