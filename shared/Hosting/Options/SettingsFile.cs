using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace Attestry.Hosting.Options;

/// <summary>
/// A JSON file of settings that several services may share: each takes the sections that are its own and overlooks the
/// others, so that registries are written down once. It is read at the start alone.
/// </summary>
internal static class SettingsFile
{
    /// <summary>The environment variable (or setting) that names the file. Its settings win over <c>appsettings.json</c>, the environment over them.</summary>
    public const string Variable = "ATTESTRY_SETTINGS";

    /// <summary>The file as a source; null when none is named.</summary>
    /// <exception cref="OptionsException">It is not there, or not JSON.</exception>
    public static JsonConfigurationSource? Named(IConfiguration configuration)
    {
        if (configuration[Variable] is not { Length: > 0 } path)
            return null;
        var source = new JsonConfigurationSource { Path = Path.GetFullPath(path) };
        source.ResolveFileProvider();
        try
        {
            // Once more than needed: a configuration that refuses a source is left half changed.
            new ConfigurationBuilder().Add(source).Build();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new OptionsException($"Setting '{Variable}': {(e.InnerException ?? e).Message}", e);
        }
        return source;
    }
}
