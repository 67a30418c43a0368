using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Manifests;

/// <summary>Fields of objects by the kind that is wanted of them.</summary>
internal static class ManifestFields
{
    internal static string? Text(this RegoObject content, string field) => (content[field] as RegoString)?.Value;

    internal static RegoObject? Object(this RegoObject content, string field) => content[field] as RegoObject;

    internal static IReadOnlyList<RegoValue> Items(this RegoObject content, string field) => content[field] is RegoArray items ? items.Items.ToArray() : [];

    internal static bool? Flag(this RegoObject content, string field) => (content[field] as RegoBoolean)?.Value;

    /// <summary>The texts of a list; null when it is there and anything else.</summary>
    internal static IReadOnlyList<string>? Texts(this RegoObject content, string field) => content[field] switch
    {
        null or RegoNull => [],
        RegoArray items when items.Items.ToArray().All(i => i is RegoString) => [.. items.Items.ToArray().Select(i => ((RegoString)i).Value)],
        _ => null,
    };

    internal static RegoObject With(this RegoObject content, string field, RegoValue value) =>
        RegoObject.From(content.Entries.Append(new(new RegoString(field), value)));
}
