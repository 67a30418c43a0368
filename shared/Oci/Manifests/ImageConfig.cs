using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Manifests;

/// <summary>An image's configuration (OCI Image Spec 1.1, config.md; Docker's has the same fields). Collections are never null.</summary>
public sealed record ImageConfig
{
    public string Os { get; init; } = "";

    public string Architecture { get; init; } = "";

    public string? Variant { get; init; }

    public DateTimeOffset? Created { get; init; }

    public string? Author { get; init; }

    /// <summary>As written: a name or number, with <c>:group</c> or without. Empty means root.</summary>
    public string User { get; init; } = "";

    /// <summary><c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    public IReadOnlyList<string> Cmd { get; init; } = [];

    public string WorkingDir { get; init; } = "";

    /// <summary><c>port</c> or <c>port/protocol</c>.</summary>
    public IReadOnlyList<string> ExposedPorts { get; init; } = [];

    public IReadOnlyList<string> Volumes { get; init; } = [];

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public bool HasHealthcheck { get; init; }

    /// <summary>Digests of the uncompressed layers, bottom first.</summary>
    public IReadOnlyList<Digest> DiffIds { get; init; } = [];

    public IReadOnlyList<ImageHistory> History { get; init; } = [];

    public Platform Platform => new(Os, Architecture, Variant);

    /// <exception cref="OciException"><see cref="OciFindings.ConfigMalformed"/>.</exception>
    public static ImageConfig Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = StrictJson.Parse(utf8, OciLimits.ConfigBytes);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new OciException(new Finding(OciFindings.ConfigMalformed, Severity.High, $"The image configuration is malformed: {Bounded.Quote(e.Message)}"), e);
        }
    }

    private static ImageConfig Read(JsonElement root)
    {
        var run = root.OptionalObject("config");
        var rootfs = root.OptionalObject("rootfs");
        return new ImageConfig
        {
            Os = root.OptionalString("os") ?? "",
            Architecture = root.OptionalString("architecture") ?? "",
            Variant = root.OptionalString("variant") is { Length: > 0 } variant ? variant : null,
            Created = Time(root, "created"),
            Author = root.OptionalString("author"),
            User = run?.OptionalString("User") ?? "",
            Env = run?.Strings("Env") ?? [],
            Entrypoint = run?.Strings("Entrypoint") ?? [],
            Cmd = run?.Strings("Cmd") ?? [],
            WorkingDir = run?.OptionalString("WorkingDir") ?? "",
            ExposedPorts = Keys(run, "ExposedPorts"),
            Volumes = Keys(run, "Volumes"),
            Labels = run?.StringMap("Labels") ?? new Dictionary<string, string>(),
            HasHealthcheck = run?.OptionalObject("Healthcheck") is not null,
            DiffIds = [.. (rootfs?.Strings("diff_ids") ?? []).Select(Digest.Parse)],
            History = [.. root.Items("history").Select(Step)],
        };
    }

    private static ImageHistory Step(JsonElement step) =>
        new(Time(step, "created"), step.OptionalString("created_by"), step.OptionalString("comment"), step.OptionalBoolean("empty_layer"));

    private static DateTimeOffset? Time(JsonElement owner, string name) =>
        owner.OptionalString(name) is { Length: > 0 } ? owner.GetProperty(name).GetDateTimeOffset() : null;

    private static List<string> Keys(JsonElement? owner, string name) =>
        owner?.OptionalObject(name) is { } map ? [.. map.EnumerateObject().Select(p => p.Name)] : [];
}
