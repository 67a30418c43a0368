using Attestry.Bundles;
using Attestry.Oci.Registries;
using Attestry.Rego.Bundles;

namespace Attestry.PolicyEvaluator.Policies;

/// <summary>Whatever the name of a set's source stands for when it is looked at: it may not be there yet when the service starts.</summary>
internal sealed class NamedSource(PolicySetOptions options, RegistryDirectory registries) : IBundleSource
{
    private readonly BundleReading _reading = new() { Name = options.Name, Verification = options.Signature?.ToVerification() };

    public string Name => options.Source;

    public Task<SeenBundle?> ReadAsync(string? lastSeen, CancellationToken cancellation) =>
        BundleSources.Open(options.Source, _reading, registries).ReadAsync(lastSeen, cancellation);
}
