using System.Text.Json;

namespace Attestry.Vulnerabilities.Csaf;

/// <param name="Id">As statuses and relationships refer to it.</param>
/// <param name="Helper">What identifies it (CSAF 2.0 §3.1.3.3): package URL, CPE, hashes.</param>
internal readonly record struct CsafProduct(string Id, JsonElement Helper);
