namespace Attestry.Registry.Uploads;

internal enum AppendResult
{
    Complete,

    /// <summary>The body has more bytes than the request or the limit allows.</summary>
    TooLong,

    /// <summary>All uploads together have as many bytes as the settings allow.</summary>
    QuotaExceeded,
}
