using System.Text.Json;
using Attestry.Sbom.Catalogers;

namespace Attestry.Sbom.Documents.CycloneDx;

/// <summary>The licences of a component (ECMA-424 §8, licenseChoice): expressions, or a list that all hold.</summary>
internal static class CycloneDxLicences
{
    internal static (string? Declared, string? Concluded) Read(JsonElement component)
    {
        var declared = new List<string>();
        var concluded = new List<string>();
        foreach (var choice in component.Items("licenses"))
        {
            var licence = choice.Object("license");
            // Since 1.6 each says who says so; before, it was the component's maker.
            var isConcluded = (licence?.Text("acknowledgement") ?? choice.Text("acknowledgement")) == "concluded";
            if ((choice.Text("expression") ?? licence?.Text("id") ?? licence?.Text("name")) is { Length: > 0 } text)
                (isConcluded ? concluded : declared).Add(text);
        }
        return (Together(declared), Together(concluded));
    }

    private static string? Together(List<string> licences) => licences switch
    {
        [] => null,
        [var one] => one,
        _ => string.Join(" AND ", licences.Distinct(StringComparer.Ordinal).Select(l => l.Contains(" OR ", StringComparison.OrdinalIgnoreCase) ? $"({l})" : l)),
    };
}
