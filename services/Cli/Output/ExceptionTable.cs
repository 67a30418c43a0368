using Attestry.Cli.Servers;

namespace Attestry.Cli.Output;

/// <summary>Exceptions as a person reads them.</summary>
internal static class ExceptionTable
{
    internal static void Show(Screen screen, IReadOnlyList<ServerException> exceptions)
    {
        if (exceptions.Count == 0)
            screen.Say("There is none.");
        else
            screen.Show(
                ["ID", "STATE", "EXPIRES", "SCOPE", "BY", "REASON"],
                exceptions.Select(one => (IReadOnlyList<string>)[one.Id, one.State, $"{one.ExpiresAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}", one.Scope(), one.Author, one.Reason]));
    }
}
