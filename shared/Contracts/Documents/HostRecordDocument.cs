namespace Attestry.Contracts.Documents;

/// <summary>A link of a host's history; append-only.</summary>
/// <param name="Id"><c>host|number</c>.</param>
/// <param name="Number">The link's number with nineteen digits, so that text order is order.</param>
/// <param name="Envelope">DSSE, JSON.</param>
/// <param name="Evidence">Id of the evidence that it is about; null for acts.</param>
public sealed record HostRecordDocument(string Id, string Host, string Number, string Envelope, string? Evidence, DateTimeOffset At) : IDocument
{
    public static string NumberOf(long sequence) => sequence.ToString("d19", System.Globalization.CultureInfo.InvariantCulture);

    public static string KeyOf(string host, long sequence) => $"{host}|{NumberOf(sequence)}";
}
