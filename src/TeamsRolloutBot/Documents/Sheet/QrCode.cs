using System.Globalization;
using System.Text;
using TeamsRolloutBot.Text;
using ZXing;
using ZXing.QrCode;
using ZXing.QrCode.Internal;

namespace TeamsRolloutBot.Documents;

/// <summary>Draws a link as a QR code: an SVG with a single path.</summary>
internal static class QrCode
{
    // Half of the four modules the standard requires; the paper around it is white.
    private const int QuietZone = 2;

    public static string Svg(SafeLink link, string label)
    {
        // The lowest error correction level, so that long addresses get larger modules in the same
        // space.
        var matrix = new QRCodeWriter().encode(
            link.Url, BarcodeFormat.QR_CODE, 0, 0, new Dictionary<EncodeHintType, object>
            {
                [EncodeHintType.MARGIN] = QuietZone,
                [EncodeHintType.ERROR_CORRECTION] = ErrorCorrectionLevel.L,
            });
        var path = new StringBuilder();
        for (var y = 0; y < matrix.Height; y++)
        {
            for (var x = 0; x < matrix.Width; x++)
            {
                var begin = x;
                while (x < matrix.Width && matrix[x, y])
                {
                    x++;
                }

                if (x > begin)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{begin} {y}h{x - begin}v1h-{x - begin}z");
                }
            }
        }

        return $"<svg class=\"code\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {matrix.Width} {matrix.Height}\" "
            + $"shape-rendering=\"crispEdges\"><path d=\"{path}\"/></svg>";
    }
}
