using System.Net;
using Attestry.Oci;

namespace Attestry.Cli;

/// <summary>Puts a fault into one line for people: what it is about, what is wrong, what to do.</summary>
internal static class Diagnosis
{
    /// <summary>Null for a fault that nobody outside can mend: a defect.</summary>
    /// <param name="subject">What the command was about: a target or a server.</param>
    internal static string? Of(Exception fault, string subject) => fault switch
    {
        CommandException or FormatException => fault.Message,
        OperationCanceledException => "Interrupted.",
        OciException oci => $"{subject} cannot be read: {oci.Message} ({oci.Finding.Id}) Check that it is what its prefix says, and fetch or save it again.",
        HttpRequestException http => $"{subject}: {Chain(http)} {Remedy(http)}",
        FileNotFoundException or DirectoryNotFoundException => $"{subject}: {fault.Message} Check the path.",
        UnauthorizedAccessException => $"{subject}: {fault.Message} Check who may read and write it.",
        InvalidDataException => $"{subject} cannot be read: {fault.Message} Fetch or save it again.",
        System.Data.Common.DbException => $"{subject}: the database of advisories cannot be used: {fault.Message} Check the path and who may read and write it.",
        IOException => $"{subject}: {fault.Message} Check the path and the disk, and try again.",
        _ => null,
    };

    private static string Remedy(HttpRequestException fault) => fault switch
    {
        { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => "Give --username with --password-stdin, or log in with your container tool first.",
        { StatusCode: HttpStatusCode.NotFound } => "Check the name.",
        { StatusCode: HttpStatusCode.TooManyRequests } => "Log in or try again later.",
        { StatusCode: not null } => "Try again later.",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "For a private authority add --ca FILE; for a registry without TLS add --insecure HOST.",
        _ => "Check the host's name and port, and the network; for a registry without TLS add --insecure HOST.",
    };

    // The outer message of a failed handshake says nothing of the certificate.
    private static string Chain(Exception fault) =>
        fault.InnerException is { } inner && !fault.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{fault.Message.Replace(", see inner exception", "", StringComparison.Ordinal)} {inner.Message}"
            : fault.Message;
}
