using System.Text.Json;

namespace Attestry.Cli.Servers;

/// <param name="Input">What policies see.</param>
internal sealed record ServerPolicyInput(string Artifact, JsonElement Input);
