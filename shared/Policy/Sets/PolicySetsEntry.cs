using System.Text.Json;
using Attestry.Primitives;

namespace Attestry.Policy.Sets;

/// <param name="Policy">The set's own document, which has <paramref name="Digest"/>.</param>
internal sealed record PolicySetsEntry(string Name, PolicyMode Mode, Digest Digest, JsonElement Policy);
