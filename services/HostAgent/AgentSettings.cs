using Attestry.HostAgent.Containers;
using Attestry.HostAgent.Host;
using Attestry.HostAgent.Server;
using Attestry.HostAgent.Tpm;

namespace Attestry.HostAgent;

/// <summary>Everything that was set, checked.</summary>
/// <param name="Server">Null for the commands that ask nobody.</param>
/// <param name="HostId">Null: what the state holds, or a name that is made from the machine's.</param>
/// <param name="SearchPath">PATH.</param>
internal sealed record AgentSettings(
    ServerSettings? Server, string StateFolder, string? HostId, TpmSettings Tpm, HostFiles Files, string Engines, string? SearchPath)
{
    /// <exception cref="AgentException">None is set.</exception>
    internal ServerSettings RequiredServer =>
        Server ?? throw new AgentException("No server is named.", "Add --server URL or set ATTESTRY_SERVER.") { IsFinal = true };

    /// <exception cref="AgentException">A named engine is not here.</exception>
    internal ContainerSources OpenEngines() => ContainerSources.Open(Engines, SearchPath);
}
