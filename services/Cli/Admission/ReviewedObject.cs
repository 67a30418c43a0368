using Attestry.Gatekeeper;

namespace Attestry.Cli.Admission;

/// <param name="Name">Kind, namespace and name.</param>
internal sealed record ReviewedObject(string Name, AdmissionAnswer Answer);
