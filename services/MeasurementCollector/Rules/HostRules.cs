using Attestry.Tpm.Hosts;

namespace Attestry.MeasurementCollector.Rules;

/// <summary>What is demanded of a host's evidence, and what it is held against.</summary>
/// <param name="BootDigest">Of the rules that a boot log is judged by; null when none is demanded. A log that was judged by others is asked for again.</param>
internal sealed record HostRules(HostPolicy Policy, HostTrust Trust, string? BootDigest);
