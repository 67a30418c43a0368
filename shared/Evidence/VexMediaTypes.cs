namespace Attestry.Evidence;

/// <summary>The types under which tools attach VEX documents.</summary>
internal static class VexMediaTypes
{
    private static readonly string[] Vex =
    [
        "application/openvex+json", "application/vnd.openvex+json", "application/vnd.openvex", "application/vex+json", "text/vex+json", "text/vex",
        "application/csaf+json", "application/vnd.csaf+json", "application/vnd.oasis.csaf+json", "application/vnd.cyclonedx.vex+json",
    ];

    internal static bool IsVex(string mediaType) => Vex.Contains(Essence(mediaType));

    /// <summary>Only the content can tell what it is.</summary>
    internal static bool IsAnyJson(string mediaType) => Essence(mediaType) is "application/json" or "text/json";

    private static string Essence(string mediaType) => mediaType.Split(';')[0].Trim();
}
