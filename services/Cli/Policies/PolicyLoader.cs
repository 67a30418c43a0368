using Attestry.Bundles;
using Attestry.Cli.Targets;
using Attestry.Oci.Registries;
using Attestry.Rego.Bundles;
using Attestry.Rego.Syntax;
using Attestry.Rego.Testing;
using Attestry.Rego.Values;

namespace Attestry.Cli.Policies;

/// <summary>Loads what a person named: files, bundles or both.</summary>
internal static class PolicyLoader
{
    private const string OciPrefix = "oci://";

    /// <exception cref="PolicyException">Everything that is wrong with them.</exception>
    internal static async Task<LoadedPolicies> LoadAsync(PolicyRequest request, Terminal terminal, CancellationToken cancellation)
    {
        var loaded = await LoadAllAsync(request, terminal, cancellation);
        return DataConflicts.Find(loaded.Modules, loaded.Data) is { Count: > 0 } conflicts ? throw PolicyException.Of(new RegoException(conflicts), loaded.Modules) : loaded;
    }

    private static async Task<LoadedPolicies> LoadAllAsync(PolicyRequest request, Terminal terminal, CancellationToken cancellation)
    {
        var files = new PolicyFiles(request).Load();
        if (request.Bundles.Count == 0)
            return files;
        try
        {
            var bundles = new List<KeyValuePair<string, PolicyBundle>>();
            foreach (var name in request.Bundles)
                bundles.Add(new(name, await ReadAsync(name, request, terminal, cancellation)));
            var set = BundleSet.Combine(bundles);
            var data = new DataTree();
            data.Add("--bundle", [], set.Data);
            data.Add("--data", [], files.Data);
            return new([.. files.Modules, .. set.Modules], data.Build());
        }
        catch (BundleException e)
        {
            throw PolicyException.Of(e);
        }
    }

    /// <exception cref="BundleException">It cannot be used.</exception>
    internal static async Task<PolicyBundle> ReadAsync(string name, PolicyRequest request, Terminal terminal, CancellationToken cancellation)
    {
        using var registries = BundleSources.IsArtifact(name) ? Registries(name, request, terminal) : null;
        var reading = new BundleReading { Name = name.TrimEnd('/'), Version = request.Version, Verification = request.Verification, IgnoreSignature = request.Verification is null };
        return (await BundleSources.Open(name, reading, registries).ReadAsync(null, cancellation))!.Bundle;
    }

    /// <summary>The registry of an <c>oci://</c> name, with the container tool's login.</summary>
    internal static RegistryDirectory Registries(string name, PolicyRequest request, Terminal terminal) =>
        new(RegistryLogin.Of(new(ReferenceIn(name), null, request.Insecure, request.CaFile, null, Quiet: true), terminal), terminal.Time, openToAll: true);

    internal static string ReferenceIn(string name) => name[OciPrefix.Length..];

    /// <summary>The program of policies; with its errors' lines.</summary>
    /// <exception cref="PolicyException">They do not compile.</exception>
    internal static Rego.RegoProgram Compile(LoadedPolicies policies, bool strict)
    {
        try
        {
            return Rego.RegoCompiler.Compile(policies.Modules, AbsentBuiltins.All, strict);
        }
        catch (RegoException e)
        {
            throw PolicyException.Of(e, policies.Modules);
        }
    }

    /// <summary>The input document: JSON or YAML; <c>-</c> is standard input.</summary>
    internal static RegoValue? ReadInput(string? path, Terminal terminal)
    {
        if (path is null)
            return null;
        try
        {
            return BundleData.Parse(path == "-" ? "input.yaml" : path, path == "-"
                ? System.Text.Encoding.UTF8.GetBytes(terminal.In.ReadToEnd())
                : Files.SmallFile.Read(path, Primitives.Limits.BundleLimits.Default.FileBytes));
        }
        catch (BundleException e)
        {
            throw PolicyException.Of(e);
        }
    }
}
