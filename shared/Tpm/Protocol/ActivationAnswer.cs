using Attestry.Primitives;

namespace Attestry.Tpm.Protocol;

/// <param name="State">Enrolled, or pending while a person has to approve the endorsement key: then challenges are refused (403) until it is done.</param>
/// <param name="HostToken">Shown this once, base64url; the host keeps it to itself (0600) and sends it as <see cref="HostProtocol.TokenHeader"/>.</param>
/// <param name="NextAt">When to ask for the first challenge.</param>
public sealed record ActivationAnswer(string HostId, HostState State, string HostToken, DateTimeOffset NextAt);
