using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Trust;

/// <summary>Reads signing configurations in ProtoJSON.</summary>
internal static class SigningConfigReader
{
    internal static SigningConfig Read(JsonElement root) => root.Text("mediaType") switch
    {
        "application/vnd.dev.sigstore.signingconfig.v0.1+json" => ReadV01(root),
        "application/vnd.dev.sigstore.signingconfig.v0.2+json" => ReadV02(root),
        var other => throw new JsonException($"An unknown version of signing configuration: {Bounded.Quote(other)}."),
    };

    // v0.1 names addresses only, each of version 1, valid always and of an operator of its own.
    private static SigningConfig ReadV01(JsonElement root)
    {
        root.Only("signing configuration", "mediaType", "caUrl", "oidcUrl", "tlogUrls", "tsaUrls");
        return new(One("caUrl"), One("oidcUrl"), Many("tlogUrls"), Many("tsaUrls"));

        SigningServices One(string name) => Services(root.OptionalText(name) is { Length: > 0 } url ? [url] : []);

        SigningServices Many(string name) => Services([.. root.OptionalItems(name, SignatureLimits.AuthoritiesInRoot).Select(item => item.GetString() ?? "")]);

        static SigningServices Services(IReadOnlyList<string> urls) =>
            new([.. urls.Select(url => new SigningService(Url(url), 1, url, new(null, null)))], ServiceSelector.Any, 1);
    }

    private static SigningConfig ReadV02(JsonElement root)
    {
        root.Only("signing configuration", "mediaType", "caUrls", "oidcUrls", "rekorTlogUrls", "rekorTlogConfig", "tsaUrls", "tsaConfig");
        return new(
            new(Services(root, "caUrls"), ServiceSelector.Any, 1),
            new(Services(root, "oidcUrls"), ServiceSelector.Any, 1),
            Configured(root, "rekorTlogUrls", "rekorTlogConfig"),
            Configured(root, "tsaUrls", "tsaConfig"));
    }

    private static SigningServices Configured(JsonElement root, string name, string configuration)
    {
        var services = Services(root, name);
        if (root.Optional(configuration) is not { } config)
            return services.Count == 0 ? new(services, ServiceSelector.Any, 1) : throw new JsonException($"'{configuration}' is missing.");
        config.Only("service configuration", "selector", "count");
        return config.Text("selector") switch
        {
            "ANY" => new(services, ServiceSelector.Any, 1),
            "ALL" => new(services, ServiceSelector.All, services.Count),
            "EXACT" when config.OptionalWhole("count") is > 0 and <= SignatureLimits.AuthoritiesInRoot and var count => new(services, ServiceSelector.Exact, (int)count),
            "EXACT" => throw new JsonException("'EXACT' needs a 'count'."),
            var other => throw new JsonException($"An unknown selector: {Bounded.Quote(other)}."),
        };
    }

    private static List<SigningService> Services(JsonElement root, string name) =>
        [.. root.OptionalItems(name, SignatureLimits.AuthoritiesInRoot).Select(Service)];

    private static SigningService Service(JsonElement element)
    {
        element.Only("service", "url", "majorApiVersion", "validFor", "operator");
        var range = element.Optional("validFor")?.Only("time range", "start", "end");
        return new(
            Url(element.Text("url")),
            element.Whole("majorApiVersion"),
            element.OptionalText("operator") ?? "",
            new(range?.OptionalTime("start"), range?.OptionalTime("end")));
    }

    private static Uri Url(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url
        : throw new JsonException($"Not an address of a service: {Bounded.Quote(text)}.");
}
