using System.Text.Json;
using Attestry.Contracts;

namespace Attestry.Storage;

/// <summary>How the store writes documents: as the contracts say.</summary>
public static class DocumentJson
{
    public static readonly JsonSerializerOptions Options = ContractJson.Options;

    /// <summary>A time as it stands in a document, for index bounds: ordinal order is order in time.</summary>
    public static string Time(DateTimeOffset time) => ContractJson.Time(time);
}
