using System.Text.Json;

namespace Attestry.Sbom.Documents;

/// <summary>A format of documents in JSON, or in what is translated to it.</summary>
/// <param name="Is">Does the document claim this format, in a version that is read? Its name with the version, else null.</param>
/// <param name="Read">Puts what the document says into a builder.</param>
internal sealed record BomFormat(Func<JsonElement, string?> Is, Action<JsonElement, BomBuilder> Read);
