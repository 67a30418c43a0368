namespace Attestry.Standalone;

/// <summary>What the command line says.</summary>
/// <param name="Port">Loopback port of everything: registry, webhooks, status.</param>
/// <param name="Data">Folder that keeps everything between starts.</param>
/// <param name="Trust">PEM files of public keys whose signatures count in every repository.</param>
/// <param name="Settings">A JSON file with further settings; it wins over the defaults, the environment wins over it.</param>
internal sealed record StandaloneOptions(int Port, string Data, IReadOnlyList<string> Trust, string? Settings)
{
    internal string Host => $"127.0.0.1:{Port}";

    internal Uri Address => new($"http://{Host}");

    internal string File(string name) => Path.Combine(Data, name);
}
