namespace Attestry.Cli;

/// <summary>Everything that a command knows of the world around it.</summary>
/// <param name="Environment">A variable's value; null when it is not set.</param>
internal sealed record Terminal(
    TextReader In, TextWriter Out, TextWriter Error, bool OutIsTerminal, bool ErrorIsTerminal, Func<string, string?> Environment, TimeProvider Time)
{
    internal static Terminal OfProcess() => new(
        Console.In, Console.Out, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected, System.Environment.GetEnvironmentVariable, TimeProvider.System);
}
