using System.Text.Json;
using Attestry.Oci.Manifests;
using Attestry.Primitives.Findings;

namespace Attestry.Oci.Registries;

internal static class RegistryNames
{
    /// <summary>The names of a page that are names; what is not could not be asked for.</summary>
    /// <exception cref="OciException">The list is not a list of strings.</exception>
    public static List<string> Read(JsonDocument page, string field, Func<string, bool> isName)
    {
        try
        {
            return [.. page.RootElement.Strings(field).Where(isName)];
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new OciException(new Finding(OciFindings.RegistryMalformedAnswer, Severity.Medium, $"A list of {field} holds something else."), e);
        }
    }
}
