using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Storage;
using Attestry.Tpm.Boot;
using Attestry.Tpm.Hosts;
using Attestry.Tpm.Protocol;

namespace Attestry.MeasurementCollector.Boots;

/// <summary>What hosts booted, and what was accepted of it.</summary>
internal sealed class HostBoots(IDocumentStore store, TimeProvider time)
{
    private readonly IDocumentCollection<HostBootDocument> _boots = store.Collection(Collections.HostBoots);

    public async Task<HostBootDocument?> FindAsync(string host, CancellationToken cancellation) => (await _boots.GetAsync(host, cancellation))?.Document;

    public async Task<IReadOnlyDictionary<string, HostBootDocument>> FindAsync(IReadOnlyList<string> hosts, CancellationToken cancellation) =>
        (await _boots.GetManyAsync(hosts, cancellation)).ToDictionary(item => item.Document.Id, item => item.Document);

    /// <summary>Keeps a boot that a quote proved, also one that the rules do not allow: a person may accept it.</summary>
    /// <returns>Its digest.</returns>
    public async Task<string> SaveAsync(string host, HostVerification result, CancellationToken cancellation)
    {
        var state = JsonSerializer.Serialize(result.Boot, HostProtocol.Json);
        var digest = Digest.Sha256(System.Text.Encoding.UTF8.GetBytes(state)).Text;
        while (true)
        {
            var before = await _boots.GetAsync(host, cancellation);
            if (before?.Document is { } same && same.Digest == digest && same.Resets == result.Clock!.Resets)
                return digest;
            var boot = (before?.Document ?? new(host, 0, "", "", default)) with { Resets = result.Clock!.Resets, State = state, Digest = digest, At = time.GetUtcNow() };
            if (before is null ? await _boots.InsertAsync(boot, cancellation) : await _boots.ReplaceAsync(boot, before.Version, cancellation))
                return digest;
        }
    }

    /// <summary>Makes the boot that is known now the reference of later ones.</summary>
    /// <returns>Its digest; null when none is known.</returns>
    public async Task<string?> AcceptAsync(string host, string by, CancellationToken cancellation)
    {
        while (await _boots.GetAsync(host, cancellation) is { } stored)
            if (await _boots.ReplaceAsync(stored.Document with { Reference = stored.Document.State, AcceptedBy = by, AcceptedAt = time.GetUtcNow() }, stored.Version, cancellation))
                return stored.Document.Digest;
        return null;
    }

    /// <exception cref="InvalidDataException">What is stored is none.</exception>
    public static BootState? Read(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<BootState>(json, HostProtocol.Json) ?? throw new InvalidDataException("A stored boot is none.");
}
