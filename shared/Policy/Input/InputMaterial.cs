using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputMaterial(
    [property: Description("Empty when only digests name it.")] string Uri,
    [property: Description("Algorithm to lower-case hex: gitCommit, sha256.")] IReadOnlyDictionary<string, string> Digests);
