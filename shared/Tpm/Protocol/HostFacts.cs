namespace Attestry.Tpm.Protocol;

/// <summary>What a host says of itself, shown to people and trusted by nobody. Each at most 256 characters.</summary>
/// <param name="OperatingSystem">PRETTY_NAME of os-release.</param>
/// <param name="Kernel"><c>uname -r</c>.</param>
/// <param name="Architecture"><c>uname -m</c>.</param>
/// <param name="AgentVersion">Of the program that speaks.</param>
public sealed record HostFacts(string? Hostname, string? OperatingSystem, string? Kernel, string? Architecture, string? AgentVersion);
