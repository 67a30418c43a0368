using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.RedHat;

/// <summary>
/// Modules of RPM distributions: one package comes in several streams side by side, each with fixes of its own, so that an entry for one stream
/// says nothing about the others, and one without a module nothing about packages of modules.
/// </summary>
internal static class ModuleStreams
{
    // The builder writes it into each release: 1.16.1-1.module+el8.3.0+8844+e5e7039f.1; rebuilds have module_el8.
    private const string Mark = ".module";

    /// <summary><c>nodejs:16</c> of a label with or without version, context and architecture (<c>nodejs:16:8060020220523160029:ad008a3a</c>); null when it is none.</summary>
    internal static string? Of(string? label) => label?.Split(':') is [{ Length: > 0 } name, { Length: > 0 } stream, ..] ? $"{name}:{stream}" : null;

    /// <param name="label">The module label of the installed package; null when it has none, or nobody knows.</param>
    /// <returns><see cref="OsvMatch.Affected"/> when the entry speaks about packages of that stream, or of none; unknown when the stream is not.</returns>
    internal static OsvMatch Match(OsvAffected affected, string version, string? label)
    {
        var installed = Of(label);
        if (affected.Module is { } module)
            return installed is not null ? Said(installed == module) : IsModular(version) ? OsvMatch.Unknown : OsvMatch.NotAffected;
        // Only Red Hat's own feeds name modules; of the others an entry without one may be about any.
        return Said((installed is null && !IsModular(version)) || !affected.Ecosystem.StartsWith("Red Hat", StringComparison.Ordinal) || affected.Ranges.Any(range => range.Events.Any(e => IsModular(e.Version))));
    }

    private static OsvMatch Said(bool does) => does ? OsvMatch.Affected : OsvMatch.NotAffected;

    private static bool IsModular(string version) => version.Contains(Mark, StringComparison.Ordinal);
}
