using System.Text;

namespace Attestry.Ingestion.Tests.Fixtures;

/// <summary>A registry product: how its source is configured and what it sends.</summary>
/// <param name="Settings">Below <c>Ingestion:Sources:0</c>, besides name, dialect and registry.</param>
/// <param name="Push">What it sends for a push of (host, repository, tag, digest); two calls are two deliveries of one event.</param>
/// <param name="Authenticate">Adds its proof, made with the given secret.</param>
/// <param name="HasDigest">The event names the digest.</param>
/// <param name="NamesHost">The event names the registry.</param>
internal sealed record Product(
    string Name,
    string Dialect,
    IReadOnlyDictionary<string, string?> Settings,
    Func<string, string, string, string, Delivery> Push,
    Func<Delivery, string, Delivery> Authenticate,
    bool HasDigest = true,
    bool NamesHost = true)
{
    public const string Secret = "a-secret-of-the-source";

    public static readonly TestIssuer Issuer = new();

    public IEnumerable<KeyValuePair<string, string?>> Source(string registry) =>
    [
        new("Ingestion:Sources:0:Name", "source"),
        new("Ingestion:Sources:0:Dialect", Dialect),
        new("Ingestion:Sources:0:Registry", registry),
        .. Settings.Select(s => new KeyValuePair<string, string?>($"Ingestion:Sources:0:{s.Key}", s.Value)),
    ];

    public override string ToString() => Name;

    public static readonly IReadOnlyList<Product> All =
    [
        new("CNCF distribution", "distribution", Kind("bearer"), Distribution, Bearer),
        new("Harbor", "harbor", Kind("authorization"), Harbor, Verbatim),
        new("Harbor, CloudEvents", "harbor", Kind("authorization"), HarborCloudEvents, Verbatim),
        new("Docker Hub", "docker-hub", Kind("path", ("Hosts:0", "docker.io")), DockerHub, Path, HasDigest: false, NamesHost: false),
        new("Quay", "quay", Kind("path"), Quay, Path, HasDigest: false),
        new("Quay, older", "quay", Kind("path"), OlderQuay, Path, HasDigest: false),
        new("GitHub packages", "github", Kind("hmac"), GitHub, (d, secret) => d.Signed(secret)),
        new("Azure", "acr", Kind("header", ("Authentication:Header", "X-Attestry-Key")), Azure, Header),
        new("Azure, Event Grid", "acr", Kind("path"), EventGrid, Path),
        new("Azure, Event Grid CloudEvents", "acr", Kind("path"), EventGridCloudEvents, Path),
        new("AWS ECR", "ecr", Kind("basic", ("Authentication:Username", "eventbridge"), ("Hosts:0", EcrHost)), Ecr("ECR Image Action"), Basic, NamesHost: false),
        new("AWS ECR, referrer", "ecr", Kind("header", ("Authentication:Header", "X-Attestry-Key"), ("Hosts:0", EcrHost)), Ecr("ECR Referrer Action"), Header, NamesHost: false),
        new("zot, binary", "zot", Kind("bearer"), ZotBinary, Bearer, NamesHost: false),
        new("zot, structured", "zot", Kind("basic", ("Authentication:Username", "zot")), ZotStructured, (d, secret) => d.With("Authorization", BasicOf("zot", secret)), NamesHost: false),
        new("Google Artifact Registry", "gar", Oidc(), ArtifactRegistry, (d, secret) => d.With("Authorization", $"Bearer {(secret == Secret ? Issuer.Token() : Issuer.Token(audience: secret))}")),
    ];

    private const string EcrHost = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

    private static Dictionary<string, string?> Kind(string kind, params (string Key, string Value)[] more) =>
        more.Append(("Authentication:Kind", kind)).Append(("Authentication:Secret", Secret)).ToDictionary(s => s.Item1, s => (string?)s.Item2);

    private static Dictionary<string, string?> Oidc() => new()
    {
        ["Authentication:Kind"] = "oidc",
        ["Authentication:Issuer"] = TestIssuer.Issuer,
        ["Authentication:Audience"] = TestIssuer.Audience,
        ["Authentication:Email"] = TestIssuer.Email,
        ["Authentication:Jwks"] = Issuer.Jwks(),
    };

    private static Delivery Bearer(Delivery d, string secret) => d.With("Authorization", $"Bearer {secret}");

    private static Delivery Verbatim(Delivery d, string secret) => d.With("Authorization", secret);

    private static Delivery Basic(Delivery d, string secret) => d.With("Authorization", BasicOf("eventbridge", secret));

    private static string BasicOf(string user, string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";

    private static Delivery Header(Delivery d, string secret) => d.With("X-Attestry-Key", secret);

    private static Delivery Path(Delivery d, string secret) => d with { Path = $"/{secret}" };

    private static Delivery Distribution(string host, string repository, string tag, string digest) => new($$$"""
        {"events":[{"id":"d-{{{tag}}}","timestamp":"2026-11-20T10:00:00.123456789Z","action":"push",
          "target":{"mediaType":"application/vnd.oci.image.manifest.v1+json","size":400,"length":400,"digest":"{{{digest}}}","repository":"{{{repository}}}","url":"http://evil.invalid/","tag":"{{{tag}}}"},
          "request":{"id":"r","addr":"10.0.0.1:1234","host":"{{{host}}}","method":"PUT","useragent":"test"},"actor":{"name":"alice"},"source":{"addr":"x:5000","instanceID":"i"}}]}
        """, "application/vnd.docker.distribution.events.v2+json");

    private static Delivery Harbor(string host, string repository, string tag, string digest) => new($$$"""
        {"type":"PUSH_ARTIFACT","occur_at":1763632800,"operator":"admin","event_data":{
          "resources":[{"digest":"{{{digest}}}","tag":"{{{tag}}}","resource_url":"{{{host}}}/{{{repository}}}:{{{tag}}}"}],
          "repository":{"date_created":1763632800,"name":"{{{repository.Split('/')[1]}}}","namespace":"{{{repository.Split('/')[0]}}}","repo_full_name":"{{{repository}}}","repo_type":"private"} } }
        """);

    private static Delivery HarborCloudEvents(string host, string repository, string tag, string digest) => new($$$"""
        {"specversion":"1.0","id":"h-{{{tag}}}","source":"/projects/1/webhook/policies/1","type":"harbor.artifact.pushed","datacontenttype":"application/json","time":"2026-11-20T10:00:00Z","operator":"admin",
          "data":{"resources":[{"digest":"{{{digest}}}","tag":"{{{tag}}}","resource_url":"{{{host}}}/{{{repository}}}:{{{tag}}}"}],"repository":{"name":"{{{repository.Split('/')[1]}}}","namespace":"{{{repository.Split('/')[0]}}}","repo_full_name":"{{{repository}}}"} } }
        """, "application/cloudevents+json");

    private static Delivery DockerHub(string host, string repository, string tag, string digest) => new($$$"""
        {"callback_url":"http://127.0.0.1:9/callback","push_data":{"pushed_at":1763632800,"pusher":"alice","tag":"{{{tag}}}","images":[]},
          "repository":{"repo_name":"{{{repository}}}","name":"{{{repository.Split('/')[1]}}}","namespace":"{{{repository.Split('/')[0]}}}","repo_url":"https://hub.docker.com/r/{{{repository}}}","is_private":true}}
        """);

    private static Delivery Quay(string host, string repository, string tag, string digest) => new($$$"""
        {"name":"{{{repository.Split('/')[1]}}}","repository":"{{{repository}}}","namespace":"{{{repository.Split('/')[0]}}}","docker_url":"{{{host}}}/{{{repository}}}","homepage":"https://quay.invalid/","updated_tags":["{{{tag}}}"]}
        """);

    private static Delivery OlderQuay(string host, string repository, string tag, string digest) => new($$$"""
        {"name":"{{{repository.Split('/')[1]}}}","repository":"{{{repository}}}","namespace":"{{{repository.Split('/')[0]}}}","docker_url":"{{{host}}}/{{{repository}}}","updated_tags":{"{{{tag}}}":"4b3c"}}
        """);

    private static Delivery GitHub(string host, string repository, string tag, string digest) => new Delivery($$$"""
        {"action":"published","registry_package":{"id":1,"name":"{{{repository.Split('/')[1]}}}","namespace":"{{{repository.Split('/')[0].ToUpperInvariant()}}}","package_type":"CONTAINER","updated_at":"2026-11-20T10:00:00Z",
          "package_version":{"version":"{{{digest}}}","package_url":"{{{host}}}/{{{repository}}}:{{{tag}}}","container_metadata":{"tag":{"name":"{{{tag}}}","digest":"{{{digest}}}"} } } },
         "repository":{"full_name":"{{{repository}}}"},"sender":{"login":"alice"}}
        """).With("X-GitHub-Event", "registry_package").With("X-GitHub-Delivery", $"g-{tag}");

    private static string AzureEvent(string host, string repository, string tag, string digest) => $$$"""
        {"id":"a-{{{tag}}}","timestamp":"2026-11-20T10:00:00.1234567Z","action":"push","target":{"mediaType":"application/vnd.docker.distribution.manifest.v2+json","size":524,"digest":"{{{digest}}}","length":524,"repository":"{{{repository}}}","tag":"{{{tag}}}"},
          "request":{"id":"r","host":"{{{host}}}","method":"PUT","useragent":"docker"}}
        """;

    private static Delivery Azure(string host, string repository, string tag, string digest) => new(AzureEvent(host, repository, tag, digest));

    private static Delivery EventGrid(string host, string repository, string tag, string digest) => new($$$"""
        [{"id":"e-{{{tag}}}","topic":"/subscriptions/x","subject":"{{{repository}}}:{{{tag}}}","eventType":"Microsoft.ContainerRegistry.ImagePushed","eventTime":"2026-11-20T10:00:00Z","data":{{{AzureEvent(host, repository, tag, digest)}}},"dataVersion":"2.0","metadataVersion":"1"}]
        """);

    private static Delivery EventGridCloudEvents(string host, string repository, string tag, string digest) => new($$$"""
        {"id":"c-{{{tag}}}","source":"/subscriptions/x","subject":"{{{repository}}}:{{{tag}}}","type":"Microsoft.ContainerRegistry.ImagePushed","time":"2026-11-20T10:00:00Z","specversion":"1.0","data":{{{AzureEvent(host, repository, tag, digest)}}}}
        """, "application/cloudevents+json; charset=utf-8");

    private static Func<string, string, string, string, Delivery> Ecr(string type) => (_, repository, tag, digest) => new($$$"""
        {"version":"0","id":"w-{{{tag}}}","detail-type":"{{{type}}}","source":"aws.ecr","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],
          "detail":{"result":"SUCCESS","repository-name":"{{{repository}}}","image-digest":"{{{digest}}}","action-type":"PUSH","image-tag":"{{{tag}}}"}}
        """);

    private static string ZotData(string repository, string tag, string digest) => $$$"""
        {"name":"{{{repository}}}","reference":"{{{tag}}}","digest":"{{{digest}}}","mediaType":"application/vnd.oci.image.manifest.v1+json","manifest":"{}"}
        """;

    private static Delivery ZotBinary(string host, string repository, string tag, string digest) => new Delivery(ZotData(repository, tag, digest))
        .With("ce-specversion", "1.0").With("ce-id", $"z-{tag}").With("ce-source", "zotregistry.dev").With("ce-type", "zotregistry.image.updated").With("ce-time", "2026-11-20T10:00:00Z");

    private static Delivery ZotStructured(string host, string repository, string tag, string digest) => new($$$"""
        {"specversion":"1.0","id":"z-{{{tag}}}","source":"zotregistry.dev","type":"zotregistry.image.updated","time":"2026-11-20T10:00:00Z","datacontenttype":"application/json","data":{{{ZotData(repository, tag, digest)}}}}
        """, "application/cloudevents+json");

    private static Delivery ArtifactRegistry(string host, string repository, string tag, string digest)
    {
        var data = $$$"""{"action":"INSERT","digest":"{{{host}}}/{{{repository}}}@{{{digest}}}","tag":"{{{host}}}/{{{repository}}}:{{{tag}}}"}""";
        return new($$$"""
            {"message":{"data":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(data))}}}","messageId":"p-{{{tag}}}","publishTime":"2026-11-20T10:00:00Z"},"subscription":"projects/p/subscriptions/s"}
            """);
    }
}
