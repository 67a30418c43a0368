using System.Text.Json;

namespace Attestry.Vulnerabilities.Osv;

/// <summary>Carries the first limit that an advisory exceeds from deep in the document to the reader, where it becomes a finding.</summary>
internal sealed class OsvLimitException(string message) : JsonException(message);
