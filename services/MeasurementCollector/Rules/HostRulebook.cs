using System.Text.Json;
using Attestry.Primitives;
using Attestry.Tpm.Hosts;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Tee;

namespace Attestry.MeasurementCollector.Rules;

/// <summary>The rules of every host: those of the first group that names it, else those of all.</summary>
internal sealed class HostRulebook
{
    private readonly List<(IReadOnlyList<string> Hosts, HostRules Rules)> _groups;
    private readonly HostRules _rules;

    /// <exception cref="Hosting.Options.OptionsException">A file of keys or certificates cannot be read.</exception>
    public HostRulebook(CollectorOptions options, TimeProvider time)
    {
        var tee = options.Groups.Select(group => group.Evidence).Append(options.Evidence).Any(evidence => evidence.Tee.Demand != TeeDemand.Off)
            ? TeeVendors.Open(options.TeeVendors, time)
            : null;
        _rules = Make(options.Evidence, tee, "Collector:Evidence");
        _groups = [.. options.Groups.Select((group, number) => (group.Hosts, Make(group.Evidence, tee, $"Collector:Groups:{number}:Evidence")))];
    }

    public HostRules Of(string host) => _groups.Find(group => Wildcard.MatchesAny(host, group.Hosts)).Rules ?? _rules;

    private static HostRules Make(EvidenceOptions evidence, TeeVerifier? tee, string section)
    {
        var keyring = Keyring.Open(evidence.Signatures, $"{section}:Signatures");
        var policy = evidence.ToPolicy() with
        {
            Signatures = keyring is null ? null : new() { Required = evidence.Signatures.Required, Except = evidence.Signatures.Except, Keys = keyring.Digests },
        };
        var trust = new HostTrust { Tee = policy.Tee is null ? null : tee, Signatures = keyring is null ? null : new ImaSignatureVerifier(keyring.Keys) };
        return new(policy, trust, policy.JudgesBootLog ? Digest.Sha256(JsonSerializer.SerializeToUtf8Bytes(new { policy.RequireSecureBoot, policy.Boot }, HostProtocol.Json)).Text : null);
    }
}
