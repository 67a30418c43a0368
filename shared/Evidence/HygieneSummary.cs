using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Images;
using Attestry.Sbom.Scanning;

namespace Attestry.Evidence;

/// <summary>How an image is made, in the words of the contracts, and what is notable about it.</summary>
internal static class HygieneSummary
{
    // Under this a deletion is housekeeping; over it, a stage of the build was left in the image.
    private const long NotableWaste = 16 << 20;

    internal static PlatformHygiene Of(ImageScan image)
    {
        var hygiene = image.Catalog.Hygiene;
        var own = image.Catalog.Executables.Where(e => e.Owner is null && e.File.Facts is not null).ToArray();
        return new(image.Subject.Digest, image.Subject.Platform, image.User, image.RunsAsRoot)
        {
            Shells = hygiene.Shells,
            PackageManagers = hygiene.PackageManagers,
            CertificateAuthorities = hygiene.CertificateAuthorities,
            SetuidFiles = hygiene.Setuid,
            WorldWritable = hygiene.WorldWritable,
            Secrets = [.. hygiene.Secrets.Select(s => new FoundSecret(s.Secret.Path, s.Secret.Line, s.Secret.Kind, s.Layer, s.Removed))],
            Layers = [.. hygiene.Layers.Select(l => new LayerSize(l.Layer, l.CompressedBytes, l.UncompressedBytes, l.Files, l.WastedBytes))],
            WastedBytes = hygiene.Layers.Sum(l => l.WastedBytes),
            Executables = [.. own.Take(SbomLimits.HygieneItems).Select(Executable)],
            ExecutablesCut = own.Length > SbomLimits.HygieneItems,
        };
    }

    /// <summary>None is worse than low but secrets: whether an image may have a shell is for a policy to say.</summary>
    internal static IEnumerable<Finding> Findings(PlatformHygiene platform)
    {
        foreach (var secret in platform.Secrets)
            yield return new(HygieneFindings.Secret, Severity.High, $"A secret ({secret.Kind}) lies in a layer, line {secret.Line}{(secret.Removed ? "; a later layer removes the file, which helps nobody" : "")}.", secret.Path);
        foreach (var (id, paths, what) in new[]
        {
            (HygieneFindings.Setuid, platform.SetuidFiles, "run as their owner or group, whoever starts them"),
            (HygieneFindings.WorldWritable, platform.WorldWritable, "can be changed by every user"),
            (HygieneFindings.PackageManager, platform.PackageManagers, "install software"),
            (HygieneFindings.Shell, platform.Shells, "interpret commands"),
        })
        {
            if (paths.Count > 0)
                yield return new(id, id == HygieneFindings.WorldWritable ? Severity.Low : Severity.Info, $"{paths.Count} files {what}: {Bounded.Quote(string.Join(", ", paths))}.", platform.Platform);
        }
        if (platform.WastedBytes >= NotableWaste)
            yield return new(HygieneFindings.Wasted, Severity.Low, $"{platform.WastedBytes} bytes of files are removed or replaced by later layers.", platform.Platform);
    }

    private static ExecutableHygiene Executable(ImageExecutable executable)
    {
        var facts = executable.File.Facts!;
        return new(
            executable.File.Path,
            facts.IsProgram,
            facts.IsStatic,
            facts.HasSymbols is null || facts.HasDebug is null ? null : !facts.HasSymbols.Value && !facts.HasDebug.Value,
            facts.IsPositionIndependent,
            facts.Relro,
            facts.HasNonExecutableStack)
        {
            Go = executable.Build is { } build ? Go(build, facts.HasGoBuildId) : null,
        };
    }

    private static GoBuild Go(IReadOnlyDictionary<string, string> build, bool? buildId)
    {
        string? Setting(string name) => build.GetValueOrDefault("go:build:" + name);
        return new(
            build.GetValueOrDefault("go:version"),
            Setting("-trimpath") == "true",
            buildId,
            Setting("CGO_ENABLED") is { } cgo ? cgo == "1" : null,
            Setting("vcs.revision"),
            Setting("vcs.modified") is { } modified ? modified == "true" : null);
    }
}
