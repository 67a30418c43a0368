using System.Text.Json.Nodes;
using Attestry.EndToEnd.Images;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Servers;
using Attestry.TestKit.Signing;

namespace Attestry.EndToEnd.Processes;

/// <summary>A server in which each policy set of <c>deploy/policies/image</c> holds for the repositories below its own name.</summary>
public sealed class ShippedPolicies : IAsyncLifetime
{
    internal const string Builder = "https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main";

    /// <summary>Each folder with what it is told at <c>data.settings</c>.</summary>
    private static readonly Dictionary<string, string> Folders = new()
    {
        ["signed"] = """{"signed":{"signers":["trusted.pub"]}}""",
        ["identity"] = $$$"""{"identity":{"identities":[{"issuer":"{{{new TestLeaf().Issuer}}}","subjectPattern":"https://github\\.com/acme/app/.+","claims":{"sourceRepositoryRef":"refs/heads/main"}}]}}""",
        ["sbom"] = "",
        ["components"] = "",
        ["slsa"] = """{"slsa":{"level":3,"sources":["https://github.com/acme/*"]}}""",
        ["distroless"] = "",
        ["go_binaries"] = "",
    };

    private readonly int _port = LoopbackPort.Free();

    private readonly SigningKey _signer = SigningKey.GenerateEcdsaP256();

    private StandaloneServer? _server;

    internal TestSigstore Sigstore { get; } = new();

    internal ImagePublisher Registry { get; private set; } = null!;

    internal StandaloneServer Server => _server!;

    public async Task InitializeAsync()
    {
        Registry = new($"127.0.0.1:{_port}", _signer);
        _server = await StandaloneServer.StartAsync(_signer, _port, Settings());
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        await Registry.DisposeAsync();
        Sigstore.Dispose();
    }

    private object Settings() => new
    {
        Trust = new
        {
            TrustedRoot = Sigstore.RootJson().ToJsonString(),
            Identities = new object[]
            {
                new { Name = "workflow", new TestLeaf().Issuer, SubjectPattern = "https://github\\.com/acme/.+", Repositories = new[] { "**" } },
            },
            Builders = new[] { new { Id = Builder, Level = 3, Signers = new[] { "workflow" }, Repositories = new[] { "**" } } },
        },
        Policies = new
        {
            Sets = Folders.Select(folder => new JsonObject
            {
                ["Name"] = folder.Key.Replace('_', '-'),
                ["Repositories"] = new JsonArray($"{Registry.Host}/{folder.Key}/**"),
                ["Source"] = Path.Combine(Repository.Root, "deploy", "policies", "image", folder.Key),
                ["Data"] = folder.Value,
            }),
        },
    };
}
