using System.Text.Json;
using System.Threading.Channels;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Contracts.Messages;
using Attestry.Hosting;
using Attestry.Primitives;
using Attestry.SignatureVerifier.Lapses;
using Attestry.SignatureVerifier.Verification;
using Attestry.Storage;
using Attestry.TestKit.Signing;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attestry.SignatureVerifier.Tests;

/// <summary>The service as it is composed to run, with a registry on a socket and a store in a file.</summary>
internal sealed class VerifierHost : IAsyncDisposable
{
    internal const string Repository = "team/app";

    private readonly TemporaryFolder _folder = new();

    private WebApplication _app = null!;

    internal TemporaryFolder Folder => _folder;

    internal TestAuthority Authority { get; } = new();

    internal TestSigstore Sigstore { get; } = new();

    internal LoopbackRegistry Registry { get; private set; } = null!;

    internal SignatureCheck Check => _app.Services.GetRequiredService<SignatureCheck>();

    internal SignatureLapses Lapses => _app.Services.GetRequiredService<SignatureLapses>();

    internal IDocumentStore Store => _app.Services.GetRequiredService<IDocumentStore>();

    private Channel<EvidenceRecorded> Recorded { get; } = Channel.CreateUnbounded<EvidenceRecorded>();

    internal static async Task<VerifierHost> StartAsync(bool referrersApi = true, Func<VerifierHost, Dictionary<string, string?>>? more = null, TimeProvider? time = null)
    {
        var host = new VerifierHost { Registry = await LoopbackRegistry.StartAsync(referrersApi) };
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Connection"] = host._folder.File("store.db"),
            ["Oci:Registries:0:Host"] = host.Registry.Host,
            ["Oci:Registries:0:Insecure"] = "true",
            ["Trust:Keys:0:Name"] = "release",
            ["Trust:Keys:0:Pem"] = host.Authority.Key.Public.ToPem(),
            ["Trust:Keys:0:Repositories:0"] = "*/team/**",
            ["Trust:Keys:1:Name"] = "elsewhere",
            ["Trust:Keys:1:Pem"] = host.Authority.Ed25519Key.Public.ToPem(),
            ["Trust:Keys:1:Repositories:0"] = "*/other/**",
            ["Trust:TrustedRoot"] = host.Sigstore.RootJson().ToJsonString(),
            ["Trust:Identities:0:Name"] = "release workflow",
            ["Trust:Identities:0:Issuer"] = new TestLeaf().Issuer,
            ["Trust:Identities:0:SubjectPattern"] = "https://github\\.com/acme/app/.*@refs/heads/main",
            ["Trust:Identities:0:Repositories:0"] = "*/team/**",
            ["Trust:Identities:1:Name"] = "developer",
            ["Trust:Identities:1:Issuer"] = "https://accounts.example",
            ["Trust:Identities:1:Subject"] = "dev@acme.example",
            ["Trust:Identities:1:Repositories:0"] = "*/other/**",
        });
        if (more is not null)
            builder.Configuration.AddInMemoryCollection(more(host));
        builder.AddAttestryDefaults("signature-verifier");
        builder.AddSignatureVerifier();
        if (time is not null)
            builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(host.Recorded);
        builder.Services.RegisterConsumer<Listener>();
        host._app = builder.Build();
        await host.Store.PrepareAsync(default);
        await host._app.StartAsync();
        return host;
    }

    internal string ArtifactId(Digest digest) => $"{Registry.Host}/{Repository}@{digest}";

    internal async Task<ArtifactDocument> KnowAsync(Digest digest, ArtifactKind kind = ArtifactKind.Image, Digest[]? parents = null, Digest[]? children = null)
    {
        var now = DateTimeOffset.UnixEpoch;
        var document = new ArtifactDocument(
            ArtifactId(digest), Registry.Host, Repository, digest, kind, "application/vnd.oci.image.manifest.v1+json", null, ["linux/amd64"], [], null,
            [.. (parents ?? []).Select(ArtifactId)], [.. (children ?? []).Select(ArtifactId)], now, now, null);
        (await Store.Collection(Collections.Artifacts).InsertAsync(document, default)).ShouldBeTrue();
        return document;
    }

    internal Task PublishAsync<T>(T message) where T : class => _app.Services.GetRequiredService<IBus>().Publish(message);

    /// <summary>Waits until evidence about the artifact is announced.</summary>
    internal async Task<EvidenceRecorded> AnnouncedAsync(Digest digest, Verdict verdict, string kind = EvidenceKinds.Signatures)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (true)
        {
            var recorded = await Recorded.Reader.ReadAsync(deadline.Token);
            if (recorded.Artifact == ArtifactId(digest) && recorded.Kind == kind && recorded.Verdict == verdict)
                return recorded;
        }
    }

    internal async Task<EvidenceDocument?> EvidenceAsync(Digest digest, string kind = EvidenceKinds.Signatures) =>
        (await Store.Collection(Collections.Evidence).GetAsync(EvidenceDocument.KeyOf(ArtifactId(digest), kind, "signature-verifier"), default))?.Document;

    internal Task<EvidenceContent<SignaturesEvidence>> ContentAsync(Digest digest) => ContentAsync<SignaturesEvidence>(digest, EvidenceKinds.Signatures);

    internal async Task<EvidenceContent<T>> ContentAsync<T>(Digest digest, string kind)
    {
        var bytes = await _app.Services.GetRequiredService<IContentStore>().GetAsync((await EvidenceAsync(digest, kind))!.Content, default);
        return JsonSerializer.Deserialize<EvidenceContent<T>>(bytes, DocumentJson.Options)!;
    }

    internal async Task<string> TextAsync(Digest content) =>
        System.Text.Encoding.UTF8.GetString((await _app.Services.GetRequiredService<IContentStore>().GetAsync(content, default)).ShouldNotBeNull());

    /// <summary>Verifies without the bus.</summary>
    internal async Task<EvidenceContent<SignaturesEvidence>> VerifyAsync(Digest digest)
    {
        (await Check.RunAsync(ArtifactId(digest), default)).ShouldNotBeNull();
        return await ContentAsync(digest);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Registry.DisposeAsync();
        Sigstore.Dispose();
        _folder.Dispose();
    }

    internal sealed class Listener(Channel<EvidenceRecorded> recorded) : IConsumer<EvidenceRecorded>
    {
        public async Task Consume(ConsumeContext<EvidenceRecorded> context) => await recorded.Writer.WriteAsync(context.Message);
    }
}
