using System.Text.Json;

namespace Attestry.Sbom.Documents;

/// <summary>How the characters of a document are read.</summary>
/// <param name="Name">Behind the format's name: <c>JSON</c>.</param>
/// <param name="Begins">Does the text, after white space and byte order mark, begin like it?</param>
/// <param name="Parse">To the shape that the format has in JSON. Throws <see cref="JsonException"/> or <see cref="System.Xml.XmlException"/> for bad content.</param>
internal sealed record BomSyntax(string Name, Func<ReadOnlyMemory<byte>, bool> Begins, Func<ReadOnlyMemory<byte>, JsonElement> Parse);
