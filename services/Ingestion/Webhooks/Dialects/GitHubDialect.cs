using System.Text.Json;
using Attestry.Ingestion.Webhooks.Payloads;
using Attestry.Primitives.Limits;

namespace Attestry.Ingestion.Webhooks.Dialects;

/// <summary>
/// GitHub's <c>registry_package</c> and <c>package</c> events for the container registry. The delivery id stays the same
/// when a delivery is sent again.
/// </summary>
internal sealed class GitHubDialect() : Dialect("github")
{
    private const string Registry = "ghcr.io";

    protected override DialectReading Read(WebhookRequest request, PayloadNode root)
    {
        if (request.Header("X-GitHub-Event") is not ("registry_package" or "package"))
            return DialectReading.Nothing;
        var package = root.OptionalObject("registry_package") ?? root.Object("package");
        var pushed = root.Text("action") is "published" or "updated";
        if (!pushed || !string.Equals(package.Text("package_type"), "container", StringComparison.OrdinalIgnoreCase))
            return DialectReading.Nothing;
        var delivery = request.Header("X-GitHub-Delivery");
        if (delivery?.Length > IngestionLimits.TextLength)
            throw new JsonException($"Header 'X-GitHub-Delivery' is longer than {IngestionLimits.TextLength} characters.");
        var version = package.Object("package_version");
        var tag = version.OptionalObject("container_metadata")?.OptionalObject("tag");
        return DialectReading.Of(new RegistryEvent(
            RegistryEventAction.Push,
            ReferenceText.HostOf(version.OptionalText("package_url")) ?? Registry,
            // The registry's paths are lower case whatever the account's spelling is.
            $"{package.Text("namespace")}/{package.Text("name")}".ToLowerInvariant(),
            tag?.OptionalText("name"),
            tag?.OptionalText("digest") ?? ReferenceText.DigestUnlessTag(version.OptionalText("version")),
            delivery,
            root.OptionalObject("sender")?.OptionalName("login"),
            package.OptionalTime("updated_at"),
            root.Kept()));
    }
}
