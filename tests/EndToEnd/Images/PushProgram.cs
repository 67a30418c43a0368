using Attestry.TestKit.Servers;

namespace Attestry.EndToEnd.Images;

/// <summary>A client that people push with: takes an OCI layout directory to a registry that speaks plain HTTP.</summary>
/// <param name="Arguments">Of the layout's folder, its tag and the target <c>registry/repository:tag</c>.</param>
internal sealed record PushProgram(string Name, Func<string, string, string, string[]> Arguments)
{
    internal static readonly IReadOnlyList<PushProgram> All =
    [
        new("skopeo", (layout, tag, target) => ["--insecure-policy", "copy", "--all", "--preserve-digests", "--dest-tls-verify=false", $"oci:{layout}:{tag}", $"docker://{target}"]),
        new("crane", (layout, _, target) => ["push", "--insecure", layout, target]),
        new("oras", (layout, tag, target) => ["cp", "--to-plain-http", "--from-oci-layout", $"{layout}:{tag}", target]),
    ];

    /// <summary>False, with a notice, when this machine does not have it.</summary>
    internal async Task<bool> TryPushAsync(string layout, string tag, string target)
    {
        if (ExternalProgram.Find(Name) is not { } program)
            return false;
        using var home = new TemporaryFolder();
        await ChildProcess.RunAsync(program, Arguments(layout, tag, target), new Dictionary<string, string?>
        {
            ["HOME"] = home.Path,
            ["DOCKER_CONFIG"] = home.Path,
            ["REGISTRY_AUTH_FILE"] = home.File("no-auth.json"),
        });
        return true;
    }
}
