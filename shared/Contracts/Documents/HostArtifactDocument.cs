using Attestry.Primitives.Findings;

namespace Attestry.Contracts.Documents;

/// <summary>That an artifact runs, or ran since the boot, on a host.</summary>
/// <param name="Id"><c>host|artifact</c>.</param>
/// <param name="Files">How many measured files are known from it.</param>
/// <param name="IsReported">The host says that a container runs it now.</param>
/// <param name="Findings">About its files or pages on this host.</param>
public sealed record HostArtifactDocument(string Id, string Host, string Artifact, int Files, bool IsReported, IReadOnlyList<Finding> Findings) : IDocument
{
    public static string KeyOf(string host, string artifact) => $"{host}|{artifact}";
}
