using Attestry.Oci.Manifests;

namespace Attestry.Sbom.Comparison;

/// <summary>In what two configurations differ that have the same layers.</summary>
internal static class ConfigurationComparer
{
    private static readonly (string Name, Func<ImageConfig, IEnumerable<string?>> Read)[] Parts =
    [
        ("architecture", config => [config.Architecture, config.Variant]),
        ("author", config => [config.Author]),
        ("cmd", config => config.Cmd),
        ("created", config => [config.Created?.ToString("O")]),
        ("entrypoint", config => config.Entrypoint),
        ("env", config => config.Env),
        ("exposed-ports", config => config.ExposedPorts),
        ("healthcheck", config => [config.HasHealthcheck ? "yes" : "no"]),
        ("history", config => config.History.Select(step => step.ToString())),
        ("labels", config => config.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}")),
        ("os", config => [config.Os]),
        ("user", config => [config.User]),
        ("volumes", config => config.Volumes),
        ("working-dir", config => [config.WorkingDir]),
    ];

    internal static IReadOnlyList<string> Compare(ImageConfig before, ImageConfig after) =>
        [.. Parts.Where(part => !part.Read(before).SequenceEqual(part.Read(after), StringComparer.Ordinal)).Select(part => part.Name)];
}
