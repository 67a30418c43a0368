using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Attestry.Primitives.Cryptography;

namespace Attestry.Sigstore.Keys;

/// <summary>
/// NaCl's <c>crypto_secretbox</c> (Bernstein, "Cryptography in NaCl", §9–10), opening only. The stream cipher is written here since
/// OpenSSL has ChaCha20 and not Salsa20; the authenticator is OpenSSL's. It runs on a person's own key file, so its time tells nobody anything.
/// </summary>
internal static class XSalsa20Poly1305
{
    internal const int KeyBytes = 32;

    internal const int NonceBytes = 24;

    private const int TagBytes = 16;

    private const int BlockBytes = 64;

    // "expand 32-byte k", little-endian.
    private static readonly uint[] Constants = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];

    /// <summary>The plain text; null when the box was not made with this key and nonce.</summary>
    /// <param name="box">The authenticator, then the cipher text.</param>
    internal static byte[]? Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> box)
    {
        if (key.Length != KeyBytes || nonce.Length != NonceBytes || box.Length < TagBytes)
            return null;
        var cipher = box[TagBytes..];
        // The stream's first 32 bytes are the authenticator's key; the text takes what follows.
        var stream = Stream(SubKey(key, nonce[..16]), nonce[16..], KeyBytes + cipher.Length);
        try
        {
            if (!CryptographicOperations.FixedTimeEquals(LibCrypto.Poly1305(stream.AsSpan(0, KeyBytes), cipher), box[..TagBytes]))
                return null;
            var plain = new byte[cipher.Length];
            for (var i = 0; i < plain.Length; i++)
                plain[i] = (byte)(cipher[i] ^ stream[KeyBytes + i]);
            return plain;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(stream);
        }
    }

    // HSalsa20: the words on the diagonal and those of the nonce, without adding the input again.
    private static byte[] SubKey(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce)
    {
        var state = State(key, nonce);
        Rounds(state);
        var subKey = new byte[KeyBytes];
        int[] words = [0, 5, 10, 15, 6, 7, 8, 9];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(subKey.AsSpan(4 * i), state[words[i]]);
        return subKey;
    }

    private static byte[] Stream(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, int length)
    {
        var blocks = (length + BlockBytes - 1) / BlockBytes;
        var stream = new byte[blocks * BlockBytes];
        Span<byte> counted = stackalloc byte[16];
        nonce.CopyTo(counted);
        for (var block = 0; block < blocks; block++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(counted[8..], block);
            var input = State(key, counted);
            var output = (uint[])input.Clone();
            Rounds(output);
            for (var i = 0; i < output.Length; i++)
                BinaryPrimitives.WriteUInt32LittleEndian(stream.AsSpan(block * BlockBytes + 4 * i), output[i] + input[i]);
        }
        return stream;
    }

    // Salsa20 specification, §8: constants on the diagonal, the key in two halves around nonce and counter.
    private static uint[] State(ReadOnlySpan<byte> key, ReadOnlySpan<byte> input)
    {
        var state = new uint[16];
        for (var i = 0; i < 4; i++)
        {
            state[5 * i] = Constants[i];
            state[1 + i] = Word(key, i);
            state[6 + i] = Word(input, i);
            state[11 + i] = Word(key, 4 + i);
        }
        return state;
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * index)..]);

    private static void Rounds(uint[] x)
    {
        for (var round = 0; round < 20; round += 2)
        {
            Quarter(x, 0, 4, 8, 12);
            Quarter(x, 5, 9, 13, 1);
            Quarter(x, 10, 14, 2, 6);
            Quarter(x, 15, 3, 7, 11);
            Quarter(x, 0, 1, 2, 3);
            Quarter(x, 5, 6, 7, 4);
            Quarter(x, 10, 11, 8, 9);
            Quarter(x, 15, 12, 13, 14);
        }
    }

    private static void Quarter(uint[] x, int a, int b, int c, int d)
    {
        x[b] ^= BitOperations.RotateLeft(x[a] + x[d], 7);
        x[c] ^= BitOperations.RotateLeft(x[b] + x[a], 9);
        x[d] ^= BitOperations.RotateLeft(x[c] + x[b], 13);
        x[a] ^= BitOperations.RotateLeft(x[d] + x[c], 18);
    }
}
