using Attestry.TestKit.Servers;

namespace Attestry.EndToEnd.Processes;

/// <summary>A real cosign with a key pair of its own, offline: no log, no certificate, no trust root fetched.</summary>
internal sealed class CosignProgram
{
    private readonly string _program;

    private readonly TemporaryFolder _files;

    private CosignProgram(string program, TemporaryFolder files) => (_program, _files) = (program, files);

    internal string PublicKey => File.ReadAllText(_files.File("cosign.pub"));

    /// <summary>Null when this machine has none.</summary>
    /// <param name="files">Where its keys go.</param>
    internal static async Task<CosignProgram?> FindAsync(TemporaryFolder files)
    {
        if (ExternalProgram.Search("cosign") is not { } path)
            return null;
        var cosign = new CosignProgram(path, files);
        await cosign.RunAsync("generate-key-pair", "--output-key-prefix", files.File("cosign"));
        await cosign.RunAsync("signing-config", "create", "--out", files.File("signing.json"));
        return cosign;
    }

    /// <param name="image"><c>registry/repository@digest</c>.</param>
    internal Task SignAsync(string image) =>
        RunAsync("sign", "--key", _files.File("cosign.key"), "--signing-config", _files.File("signing.json"), "--allow-http-registry", "--yes", image);

    private Task<string> RunAsync(params string[] arguments) => ChildProcess.RunAsync(_program, arguments, new Dictionary<string, string?>
    {
        ["HOME"] = _files.Path,
        ["DOCKER_CONFIG"] = _files.Path,
        ["COSIGN_PASSWORD"] = "",
    });
}
