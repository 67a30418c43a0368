using Attestry.Gatekeeper.Manifests;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Reviews;

/// <summary>What is to be judged.</summary>
/// <param name="Request">An <c>admission.k8s.io</c> <c>AdmissionRequest</c>: what rules see as <c>input.review</c>.</param>
/// <param name="Objects">The object as it shall be and as it is, those that are there.</param>
/// <param name="Namespace">The object's <c>Namespace</c>; null when it is not known, or the object is in none.</param>
public sealed record Review(RegoObject Request, IReadOnlyList<Manifest> Objects, Manifest? Namespace, string Source);
